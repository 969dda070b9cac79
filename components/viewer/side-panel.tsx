import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Lock, X } from '#components/ui/icons.tsx'
import { fileOf } from './engine/loader.ts'
import { measuredOn, removeMeasured } from './engine/measurements.ts'
import { findTags, type TagLine, tagLines } from './engine/tags.ts'
import type { Viewer } from './use-viewer.ts'
import { useMeasured } from './use-measured.ts'

/** Beside the images: what the file says, or what was measured. */
export function SidePanel({ viewer }: { viewer: Viewer }) {
  const { panel, run } = viewer
  if (!panel) return null
  const title = panel === 'tags' ? 'What the file says' : 'Measurements'
  return (
    <aside className="viewer-side" aria-label={title}>
      <div className="flex items-center justify-between gap-2">
        <h2>{title}</h2>
        <Button variant="quiet" size="small" iconOnly aria-label="Close" onClick={() => run({ do: panel })}>
          <X />
        </Button>
      </div>
      {panel === 'tags' ? <Tags viewer={viewer} /> : <Measurements viewer={viewer} />}
    </aside>
  )
}

function Tags({ viewer: { shown } }: { viewer: Viewer }) {
  const [search, setSearch] = useState('')
  const file = shown.record && fileOf(shown.record.id)
  if (!file) return <p className="text-small text-muted">Nothing is open, or the file has not arrived yet.</p>
  const found = findTags(tagLines(file), search)
  const groups = [...Map.groupBy(found, ({ group }) => group)]
  return (
    <>
      <input
        type="search"
        className="control control-small"
        aria-label="Find in the file’s data"
        placeholder="Find"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <p className="text-small break-words text-muted">{shown.record?.name}</p>
      {groups.length === 0 && <p className="text-small text-muted">Nothing matches.</p>}
      {groups.map(([group, lines]) => (
        <TagGroup key={group} group={group} lines={lines} />
      ))}
    </>
  )
}

function TagGroup({ group, lines }: { group: string; lines: TagLine[] }) {
  return (
    <section aria-label={group}>
      <h3>
        {group}{' '}
        {lines[0]?.personal && (
          <span className="viewer-personal">
            <Lock /> personal
          </span>
        )}
      </h3>
      <dl className="viewer-tags">
        {lines.map(({ tag, name, value }) => (
          <div key={tag}>
            <dt title={tag}>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Measurements({ viewer: { pane, shown, run } }: { viewer: Viewer }) {
  useMeasured()
  const measured = measuredOn(pane.imageIds)
  const place = (recordId: string) => pane.slots.findIndex((slot) => slot.recordId === recordId)
  if (measured.length === 0)
    return (
      <p className="text-small text-muted">
        Nothing is measured on this series. Choose Length, Angle or Area, and draw on the image. What you measure stays
        in this browser.
      </p>
    )
  return (
    <>
      <ul className="viewer-measured">
        {measured.map(({ id, recordId, words }) => (
          <li key={id}>
            <button type="button" className="link" onClick={() => pane.goTo(place(recordId))}>
              Image {place(recordId) + 1}
            </button>
            <span className="num">{words}</span>
            <Button
              variant="quiet"
              size="small"
              iconOnly
              aria-label={`Delete ${words}`}
              onClick={() => {
                removeMeasured(id)
                pane.change((view) => view.render())
              }}
            >
              <X />
            </Button>
          </li>
        ))}
      </ul>
      {!shown.measured && (
        <p className="text-small text-muted">The file gives no pixel spacing: lengths are in pixels.</p>
      )}
      <Button size="small" onClick={() => run({ do: 'attach' })}>
        Attach this view with its values
      </Button>
    </>
  )
}
