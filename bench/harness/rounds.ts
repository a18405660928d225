import type { Measured } from './result.ts';

interface Plan<B> {
  readonly variants: readonly string[];
  readonly rounds: number;
  /** How many blocks of each variant make a round. */
  readonly blocks: number;
  /** Does one small block of work against one variant. */
  readonly block: (variant: string, round: number) => Promise<B>;
  /** One round of one variant as numbers. */
  readonly summarise: (blocks: readonly B[], variant: string) => Record<string, number>;
}

/**
 * Runs all variants side by side: small blocks in turn, each time beginning with another variant, never one variant
 * after the other. Other load of the machine affects all of them alike, and only ratios within one round are compared.
 */
export async function interleave<B>(plan: Plan<B>): Promise<Measured> {
  const { variants, rounds, blocks, block, summarise } = plan;
  const measured: Measured = Object.fromEntries(variants.map((variant) => [variant, {}]));
  for (let round = 0; round < rounds; round += 1) {
    const done = new Map<string, B[]>(variants.map((variant) => [variant, []]));
    for (let turn = 0; turn < blocks; turn += 1) {
      for (let place = 0; place < variants.length; place += 1) {
        const variant = variants[(place + turn + round) % variants.length] as string;
        done.get(variant)?.push(await block(variant, round));
      }
    }
    for (const [variant, own] of done) {
      for (const [metric, value] of Object.entries(summarise(own, variant))) {
        ((measured[variant] ??= {})[metric] ??= []).push(value);
      }
    }
  }
  return measured;
}
