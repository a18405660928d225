import { draw } from './dom.ts';

/** A thin line around the card that empties with the time left; {@link setRing} sets how much of it is there. */
export function ring(): SVGSVGElement {
  return draw('ring', null, ['rect', { pathLength: '1', 'stroke-dasharray': '1' }]);
}

/** @param share of the time that is left, 0 to 1 */
export function setRing(card: HTMLElement, share: number): void {
  card.querySelector('.ring rect')?.setAttribute('stroke-dashoffset', String(share - 1));
}

/** The shape of a mini-program code. */
export function shapeOfCode(): SVGSVGElement {
  const finder = (cx: string, cy: string): ['circle', Record<string, string>] => [
    'circle',
    { cx, cy, r: '22' },
  ];
  return draw('shape', '0 0 256 256', finder('52', '52'), finder('204', '52'), finder('52', '204'), [
    'circle',
    { cx: '128', cy: '128', r: '38' },
  ]);
}

/** Somebody without a picture or a name. */
export function figure(): SVGSVGElement {
  return draw(
    'figure',
    '0 0 32 32',
    ['circle', { cx: '16', cy: '12', r: '5.5' }],
    ['path', { d: 'M5.500 28c1-6.500 5-9.500 10.500-9.500s9.500 3 10.500 9.500' }],
  );
}

/** The tick beside who has scanned. */
export function tick(): SVGSVGElement {
  return draw(
    'tick',
    '0 0 32 32',
    ['circle', { cx: '16', cy: '16', r: '15' }],
    ['path', { d: 'm9.500 16.500 4.500 4.500 8.500-9.500' }],
  );
}

/** The seal pressed on paper, a little uneven as stone is, with the bridge carved out. @param fresh pressed just now */
export function seal(fresh: boolean): SVGSVGElement {
  return draw(
    fresh ? 'seal press' : 'seal',
    '0 0 96 96',
    [
      'path',
      {
        d: 'M10 4.500 48 3.500 87 4.800C90.500 5 91.800 7 91.800 10L92.500 48 91.500 86C91.400 90 89.500 91.500 86 91.700L48 92.500 10 91.600C6 91.400 4.400 89.500 4.300 86L3.500 48 4.400 10C4.500 6.500 6.500 4.700 10 4.500Z',
      },
    ],
    ['path', { d: 'M12 12h72v72H12Z' }],
    ['path', { d: 'M20 55C31 53 36 31 48 31s17 22 28 24v7.500H63a15 15 0 0 0-30 0H20Z' }],
    ['path', { d: 'M22 71h20M48 71h7M61 71h13' }],
  );
}

/** A bridge whose middle is missing. */
export function gap(): SVGSVGElement {
  return draw(
    'gap',
    '0 0 120 48',
    ['path', { d: 'M4 44h12C30 44 34 20 46 13M116 44h-12C90 44 86 20 74 13' }],
    ['path', { d: 'M51 11q9-3 18 0' }],
  );
}
