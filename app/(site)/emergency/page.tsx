import type { Metadata } from 'next'
import Link from 'next/link'
import { Notice } from '#components/ui/notice.tsx'

export const metadata: Metadata = {
  title: 'Emergency care first',
  description: 'Signs that cannot wait for a second opinion, and what to do now.',
}

const signs: { who: string; list: string[] }[] = [
  {
    who: 'Any animal',
    list: [
      'Hard or noisy breathing, blue or white gums',
      'Collapse, not waking up, too weak to stand',
      'Bleeding that does not stop after five minutes of pressure',
      'A fit of more than five minutes, or several in one day',
      'Hit by a car, a fall from a height, a deep bite',
      'Poison, human tablets, chocolate, antifreeze, lilies (cats), even without signs yet',
      'Overheated: panting that does not settle, staggering after heat',
      'Giving birth with strong straining and nothing coming',
      'A sudden injury of an eye, or sudden blindness',
    ],
  },
  {
    who: 'Cats',
    list: [
      'Straining without passing urine, above all a male cat',
      'Breathing with an open mouth',
      'Back legs suddenly weak, cold or painful',
    ],
  },
  {
    who: 'Dogs',
    list: ['A swollen, tight belly with retching that brings nothing up', 'Back legs that suddenly do not work'],
  },
  {
    who: 'Horses',
    list: [
      'Colic: rolling, looking at the flank, no droppings',
      'Not bearing weight on a leg',
      'A wound near a joint, or bleeding that spurts',
    ],
  },
  {
    who: 'Rabbits, small mammals, birds, reptiles',
    list: [
      'A rabbit or guinea pig that has not eaten for twelve hours',
      'A bird that sits fluffed on the floor or breathes with its tail',
      'Something hanging out that should be inside',
    ],
  },
]

export default function Emergency() {
  return (
    <div className="page">
      <h1 className="pt-6 text-large">If it cannot wait, go now</h1>
      <Notice tone="danger" title="A second opinion takes hours or days" className="mt-5 max-w-text">
        If you see one of the signs below, call the nearest emergency clinic or your vet, and set off. You can come back
        here later; nothing you have typed is lost.
      </Notice>
      <section className="prose mt-9">
        <h2>What to do now</h2>
        <ol>
          <li>
            <b>Call.</b> Your own practice first: at night its recording usually names who is on duty. Otherwise search
            your map for an emergency vet.
          </li>
          <li>
            <b>Say three things:</b> which animal and how heavy, what you see, and how far away you are.
          </li>
          <li>
            <b>Keep it quiet.</b> Carry a small animal flat and wrapped. One that is overheated needs shade and cool,
            not icy, water at once. Give no food and no human medicine.
          </li>
          <li>
            <b>Take with you</b> the packet, the plant or a photo of what was eaten, and the list of its medicines.
          </li>
        </ol>
      </section>
      <section className="prose mt-9">
        <h2>Signs that cannot wait</h2>
        {signs.map((group) => (
          <div key={group.who}>
            <h3>{group.who}</h3>
            <ul className="mt-2">
              {group.list.map((sign) => (
                <li key={sign}>{sign}</li>
              ))}
            </ul>
          </div>
        ))}
        <p className="text-muted">
          The list is not complete. If you are unsure, call: a vet would rather hear from you for nothing than too late.
        </p>
        <p>
          Not urgent after all?{' '}
          <Link href="/cases/new" prefetch={false}>
            Ask for a second opinion
          </Link>
        </p>
      </section>
    </div>
  )
}
