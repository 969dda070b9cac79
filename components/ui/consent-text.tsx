type Props = { text: { version: number; body: string }; title: string }

/** What is signed, word for word. */
export function ConsentTextBox({ text, title }: Props) {
  return (
    <section aria-label={title} className="grid gap-2 rounded-m border border-line bg-sunken px-4 py-3 font-serif">
      <p className="font-sans text-tiny text-muted">
        {title} · version {text.version}
      </p>
      {text.body.split('\n\n').map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </section>
  )
}
