import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import { failureCode } from '../process/failure-code.ts';
import type { DirectRun } from './direct-run.ts';

/**
 * SQLSTATE 26000: a pooler in front of the server gave the next statement another connection, where the plan is not
 * known. 42P05: it is known there already. 0A000: the tables have changed under it, in an upgrade.
 */
const PLAN_IS_OF_NO_USE = new Set(['26000', '42P05', '0A000']);

/**
 * Runs statements by plans that the server keeps for each connection: it parses and plans each text once. Where it
 * cannot keep them, statements are sent whole from then on, the first of them a second time: it did nothing.
 */
export function runWithKeptPlans(pool: Pool): DirectRun {
  const names = new Map<string, string>();
  let kept = true;
  const nameOf = (text: string): string => {
    const known = names.get(text);
    if (known !== undefined) return known;
    const name = `maqiao_${hash('sha256', text, 'base64url').slice(0, 16)}`;
    names.set(text, name);
    return name;
  };
  return async (text, values) => {
    if (kept) {
      try {
        return (await pool.query<object>({ name: nameOf(text), text, values: [...values] })).rows;
      } catch (error) {
        if (!PLAN_IS_OF_NO_USE.has(failureCode(error))) throw error;
        kept = false;
      }
    }
    return (await pool.query<object>(text, [...values])).rows;
  };
}
