import type { Language } from '@maqiao/shared';
import { en } from './copy-en.ts';
import { zh } from './copy-zh.ts';
import type { Copy } from './copy.ts';

const COPIES: Record<Language, Copy> = { zh, en };

export function copyFor(language: Language): Copy {
  return COPIES[language];
}
