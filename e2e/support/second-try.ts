import { jest } from '@jest/globals';

// Real processes on a machine that does other things too: what fails is tried once more, and its failure is printed.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
