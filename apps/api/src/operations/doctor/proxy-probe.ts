/** Where the doctor tries which calls reach the server: by PUT, PATCH, DELETE and POST, with bodies of the largest sizes. */
export const PROXY_PROBE_PATH = '/api/proxy-probe';

/** What of a call has reached the server. */
export interface ProbeArrival {
  readonly method: string;
  /** Length of the body, as it was read. */
  readonly bodyBytes: number;
  /** Length of the Cookie header. */
  readonly cookieBytes: number;
}
