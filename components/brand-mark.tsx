/** The mark: a reel with one frame kept. */
export function BrandMark({ className = "size-6" }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={className} fill="none">
      <circle cx="12" cy="12" r="9" stroke="currentColor" strokeWidth="2" />
      <path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor" />
      <circle cx="7.6" cy="12" r="1.6" fill="currentColor" />
      <circle cx="16.4" cy="12" r="1.6" className="fill-gray-1" />
    </svg>
  );
}
