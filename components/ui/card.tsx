import type { HTMLAttributes, ReactNode } from 'react'
import { clsx } from 'clsx'

type Props = {
  /** Rendered as the card's heading; the section is then named by it. */
  title?: ReactNode
  /** Right of the title: a pill, a button. */
  actions?: ReactNode
  foot?: ReactNode
  /** 2 unless the card stands under a heading of its own. */
  level?: 2 | 3 | 4
  /** No padding around the children: a table, a list that draws its own. */
  flush?: boolean
  as?: 'section' | 'article' | 'div'
}

/** A surface with an optional heading, actions and foot. */
export function Card(props: Props & Omit<HTMLAttributes<HTMLElement>, 'title'>) {
  const { title, actions, foot, level = 2, flush, as, className, children, ...rest } = props
  const Element = as ?? (title ? 'section' : 'div')
  const Heading = `h${level}` as const
  return (
    <Element className={clsx('card', className)} {...rest}>
      {(title || actions) && (
        <div className="card-head">
          {title && <Heading>{title}</Heading>}
          {actions}
        </div>
      )}
      {children != null && (flush ? children : <div className="card-body">{children}</div>)}
      {foot && <div className="card-foot">{foot}</div>}
    </Element>
  )
}
