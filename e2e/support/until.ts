export { until } from '@maqiao/test-servers';
