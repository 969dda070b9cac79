import type { ComponentProps } from 'react'
import { clsx } from 'clsx'
import Link from 'next/link'

export type ButtonLook = {
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger' | 'quiet-danger'
  size?: 'small' | 'medium' | 'large'
  /** As wide as what holds it. */
  wide?: boolean
  /** Square, for one icon; give `aria-label`. */
  iconOnly?: boolean
}

/** The class of a button, for elements that cannot be a `Button` (a summary, a label). */
export function buttonClass(
  { variant = 'secondary', size = 'medium', wide, iconOnly }: ButtonLook,
  className?: string,
) {
  return clsx(
    'btn',
    variant !== 'secondary' && `btn-${variant}`,
    size !== 'medium' && `btn-${size}`,
    wide && 'w-full',
    iconOnly && 'btn-icon',
    className,
  )
}

export function Button({
  variant,
  size,
  wide,
  iconOnly,
  className,
  type = 'button',
  ...rest
}: ButtonLook & ComponentProps<'button'>) {
  // oxlint-disable-next-line react/button-has-type -- the type has a default and is one of the three by TypeScript
  return <button type={type} className={buttonClass({ variant, size, wide, iconOnly }, className)} {...rest} />
}

/** A link that looks like a button. Elsewhere (another origin, a file) it is a plain link. */
export function ButtonLink({
  variant,
  size,
  wide,
  iconOnly,
  className,
  href,
  ...rest
}: ButtonLook & Omit<ComponentProps<'a'>, 'href'> & { href: string }) {
  const look = buttonClass({ variant, size, wide, iconOnly }, className)
  if (!href.startsWith('/') || href.startsWith('/api/') || rest.download != null)
    return <a href={href} className={look} {...rest} />
  return <Link href={href} prefetch={false} className={look} {...rest} />
}
