/** undici names the types of its parts by their own paths, and not by those of their code. */
declare module 'undici/lib/dispatcher/pool.js' {
  export { Pool as default } from 'undici';
}
