// Loaded before a program (`--import`): its machine's clock can be set, as NTP or an operator does. STEP_CLOCK_BY, or a
// message `{ setClockBy }` of the parent, says by how many milliseconds from the real time.

const RealDate = Date;
let by = Number(process.env.STEP_CLOCK_BY ?? 0);

globalThis.Date = class Date extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + by);
    else super(...parts);
  }

  static now() {
    return RealDate.now() + by;
  }
};

process.on('message', (message) => {
  if (message?.setClockBy === undefined) return;
  by = message.setClockBy;
  process.send?.({ type: 'clock-set' });
});
