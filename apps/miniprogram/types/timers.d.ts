// What a mini program has of timers: TypeScript's DOM and Node's types promise far more than a phone has.
declare function setTimeout(callback: () => void, milliseconds?: number): number;
declare function clearTimeout(timer: number): void;
declare function setInterval(callback: () => void, milliseconds?: number): number;
declare function clearInterval(timer: number): void;
