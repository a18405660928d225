/** The seal pressed on paper: a square, a little uneven as stone is, with the bridge carved out. */
export function Seal() {
  return (
    <svg className="seal" viewBox="0 0 96 96" aria-hidden="true">
      <path
        className="seal-body"
        d="M10 4.500 48 3.500 87 4.800C90.500 5 91.800 7 91.800 10L92.500 48 91.500 86C91.400 90 89.500 91.500 86 91.700L48 92.500 10 91.600C6 91.400 4.400 89.500 4.300 86L3.500 48 4.400 10C4.500 6.500 6.500 4.700 10 4.500Z"
      />
      <path className="seal-edge" d="M12 12h72v72H12Z" />
      <path className="seal-bridge" d="M20 55C31 53 36 31 48 31s17 22 28 24v7.500H63a15 15 0 0 0-30 0H20Z" />
      <path className="seal-water" d="M22 71h20M48 71h7M61 71h13" />
    </svg>
  );
}
