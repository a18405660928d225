/**
 * The sessions of Maqiao that have ended, by their `sid`. Auth.js keeps its own sessions in cookies, so each is asked for
 * here. In memory: with several processes, or where functions come and go, put them into Redis.
 */
export const endedSessions = (globalThis.endedSessions ??= new Set());
