import { clsx } from 'clsx'

export type PartyTone = 'owner' | 'practice' | 'hospital' | 'platform'

const titles = /^(?:dr|prof|mr|mrs|ms|med|vet|drs)\.?$/i

/** Up to two letters of a name, without title or the degrees after a comma. */
export function initials(name: string) {
  const words = (name.split(',')[0] ?? '').split(/\s+/).filter((word) => word && !titles.test(word))
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => (word ? [...word][0] : ''))
  return letters.join('').toUpperCase() || '?'
}

/** A person as two letters in the colour of their side. The name stands beside it, so it is hidden from screen readers. */
export function Avatar(props: { name: string; tone?: PartyTone; size?: 'medium' | 'large'; className?: string }) {
  const { name, tone = 'hospital', size, className } = props
  return (
    <span aria-hidden className={clsx('avatar', `tone-${tone}`, size === 'large' && 'avatar-large', className)}>
      {initials(name)}
    </span>
  )
}
