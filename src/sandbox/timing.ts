/** Real-time limits of the platforms. Tests shorten them; nothing else should. */
export interface Timing {
  slackAckMs: number;
  slackTriggerMs: number;
  slackResponseUrlMs: number;
  /** Waits before the three repetitions of an event. */
  slackEventRetryMs: number[];
  discordAnswerMs: number;
  discordTokenMs: number;
  discordNonceMs: number;
  discordHeartbeatMs: number;
}

export const PLATFORM_TIMING: Timing = {
  slackAckMs: 3000,
  slackTriggerMs: 3000,
  slackResponseUrlMs: 30 * 60_000,
  slackEventRetryMs: [0, 60_000, 300_000],
  discordAnswerMs: 3000,
  discordTokenMs: 15 * 60_000,
  discordNonceMs: 5 * 60_000,
  discordHeartbeatMs: 41_250,
};
