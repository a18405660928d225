export { startSimulator } from './simulator.ts';
export type { Simulator, SimulatorOptions } from './simulator.ts';
export type { Call } from './call-log.ts';
export type { Endpoint } from './endpoints.ts';
export type { FaultInput } from './fault-schema.ts';
export type { Person } from './people.ts';
