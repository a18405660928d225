import { jest } from '@jest/globals';

// An attack that succeeds sometimes has succeeded: unlike the rest of e2e, no test here is retried.
jest.retryTimes(0);
