export const Logo = () => (
  <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" className="brand-mark">
    <rect width="24" height="24" rx="6" fill="var(--accent)" />
    <path
      d="M6 18 12 5.5 18 18"
      fill="none"
      stroke="var(--on-accent)"
      strokeWidth="2.2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
    <path
      d="m9.6 14.2 2 2 3.4-3.6"
      fill="none"
      stroke="var(--on-accent)"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)
