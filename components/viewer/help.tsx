import { Kbd } from '#components/ui/kbd.tsx'
import { keyWords, SHORTCUTS } from './keyboard.ts'
import { ViewerDialog } from './viewer-dialog.tsx'

/** The keys of the viewer. */
export function Help({ onClose }: { onClose: () => void }) {
  return (
    <ViewerDialog title="Keys of the viewer" onClose={onClose} wide>
      <p className="mb-3 text-small text-muted">
        They work while the image or a button of the viewer has focus. With a mouse: the wheel scrolls, the middle
        button moves, the right one zooms. With two fingers: zoom and move.
      </p>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {SHORTCUTS.map(({ title, lines }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl className="viewer-keys">
              {lines.map(({ keys, label }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    {(keys.length > 3 ? [keys[0], keys.at(-1)] : keys).map((key) => (
                      <Kbd key={key}>{keyWords(key ?? '')}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </ViewerDialog>
  )
}
