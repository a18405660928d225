export { certificateFor, makeAuthority, type Authority, type Certificate } from '@maqiao/test-servers';
