import { Injectable } from '@nestjs/common';

/**
 * How long an answer to WeChat may take, from the moment in which the whole request has arrived. WeChat gives up after 5 s,
 * and the answer has to travel. A provider, so that tests do not depend on how busy the machine is.
 */
@Injectable()
export class AnswerTime {
  milliseconds = 3_700;
}
