import { jest } from '@jest/globals';

// An attack that gets through once in a while gets through: unlike the rest of e2e, nothing here is tried again.
jest.retryTimes(0);
