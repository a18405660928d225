export { startPostgres, type TestPostgres } from '@maqiao/test-servers';
