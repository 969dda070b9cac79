/** Two rings that overlap, and the product's name. */
export const Sign = () => (
  <>
    <svg width="30" height="24" viewBox="0 0 30 24" fill="none" strokeWidth="2.25" aria-hidden>
      <circle cx="12" cy="12" r="9.9" className="mark-one" />
      <ellipse cx="21" cy="12" rx="7.9" ry="5.9" className="mark-two" />
    </svg>
    <span className="mark-word">Conferral</span>
  </>
)
