import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { objectOf, parseJson, textOf } from '../json.ts';
import type { JsonObject } from '../page-api.ts';
import type { Timing } from '../timing.ts';
import type { World } from '../world.ts';
import { guildCreateJson, userJson } from './discord-shapes.ts';

const GUILDS = 1;
/** Members, presences, message content: need approval, so an app that asks for them is turned away. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const PAYLOAD_LIMIT_BYTES = 4096;
const EVENTS_KEPT = 500;

interface Session {
  id: string;
  intents: number;
  sequence: number;
  /** For RESUME: what was sent, or would have been sent had the app been there. */
  events: { s: number; text: string }[];
  socket: WebSocket | null;
}

/** Discord's side of the gateway: identify, heartbeats, resume, dispatches. */
export class Gateway {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();
  readonly #world: World;
  readonly #timing: Timing;
  readonly #address: () => string;
  /** Every IDENTIFY and RESUME, for tests. */
  readonly log: { op: 'identify' | 'resume' | 'heartbeat'; sessionId: string; replayed?: number }[] = [];

  constructor(world: World, timing: Timing, address: () => string) {
    this.#world = world;
    this.#timing = timing;
    this.#address = address;
  }

  get isConnected(): boolean {
    return [...this.#sessions.values()].some((one) => one.socket !== null);
  }

  /** True also while a cut-off app may still come back and resume. */
  get hasSession(): boolean {
    return this.#sessions.size > 0;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (client) => this.#welcome(client));
  }

  #welcome(client: WebSocket): void {
    let session: Session | null = null;
    const send = (payload: JsonObject) => client.send(JSON.stringify(payload));
    client.on('error', () => client.terminate());
    client.on('close', (code) => {
      if (session?.socket === client) {
        session.socket = null;
        // A normal closing ends the session; anything else may be resumed.
        if (code === 1000 || code === 1001) this.#sessions.delete(session.id);
      }
      this.#world.changed();
    });
    client.on('message', (data) => {
      const text = data.toString();
      if (Buffer.byteLength(text) > PAYLOAD_LIMIT_BYTES) return client.close(4002, 'Payload too large');
      const message = objectOf(parseJson(text));
      const body = objectOf(message.d);
      if (message.op === 1) {
        this.log.push({ op: 'heartbeat', sessionId: session?.id ?? '' });
        this.#world.bell.ring();
        return send({ op: 11, d: null, s: null, t: null });
      }
      if (message.op === 2) session = this.#identify(client, body);
      else if (message.op === 6) session = this.#resume(client, body) ?? session;
      else if (!session) client.close(4003, 'Not authenticated');
      return undefined;
    });
    send({
      op: 10,
      d: { heartbeat_interval: this.#timing.discordHeartbeatMs, _trace: [] },
      s: null,
      t: null,
    });
  }

  #identify(client: WebSocket, body: JsonObject): Session | null {
    if (textOf(body.token) !== this.#world.data.secrets.discordToken) {
      client.close(4004, 'Authentication failed.');
      return null;
    }
    const intents = typeof body.intents === 'number' ? body.intents : 0;
    if (intents & PRIVILEGED) {
      client.close(4014, 'Disallowed intent(s).');
      return null;
    }
    const world = this.#world;
    const session: Session = {
      id: randomBytes(16).toString('hex'),
      intents,
      sequence: 0,
      events: [],
      socket: client,
    };
    this.#sessions.set(session.id, session);
    this.log.push({ op: 'identify', sessionId: session.id });
    const guilds = world.data.spaces.filter((one) => one.discord);
    const bot = world.person(world.data.discordApplicationId);
    this.#push(session, 'READY', {
      v: 10,
      user: bot ? { ...userJson(bot), verified: true, mfa_enabled: true, email: null } : {},
      guilds: guilds.map((one) => ({ id: one.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.#address(),
      session_type: 'normal',
      shard: [0, 1],
      application: { id: world.data.discordApplicationId, flags: 0 },
      private_channels: [],
      relationships: [],
      user_settings: {},
    });
    if (intents & GUILDS) {
      for (const guild of guilds) this.#push(session, 'GUILD_CREATE', guildCreateJson(world, guild));
    }
    world.changed();
    return session;
  }

  #resume(client: WebSocket, body: JsonObject): Session | null {
    const session = this.#sessions.get(textOf(body.session_id));
    const from = typeof body.seq === 'number' ? body.seq : -1;
    if (!session || textOf(body.token) !== this.#world.data.secrets.discordToken || from > session.sequence) {
      client.send(JSON.stringify({ op: 9, d: false, s: null, t: null }));
      return null;
    }
    session.socket?.terminate();
    session.socket = client;
    const missed = session.events.filter((one) => one.s > from);
    for (const one of missed) client.send(one.text);
    this.log.push({ op: 'resume', sessionId: session.id, replayed: missed.length });
    this.#push(session, 'RESUMED', {});
    this.#world.changed();
    return session;
  }

  #push(session: Session, type: string, data: JsonObject): void {
    session.sequence += 1;
    const text = JSON.stringify({ op: 0, t: type, s: session.sequence, d: data });
    session.events.push({ s: session.sequence, text });
    if (session.events.length > EVENTS_KEPT) session.events.shift();
    session.socket?.send(text);
  }

  /** Tells every session whose intents cover it (0: everyone). A cut-off session hears it when it resumes. */
  dispatch(type: string, data: JsonObject, intent = 0): void {
    for (const session of this.#sessions.values()) {
      if (intent === 0 || session.intents & intent) this.#push(session, type, data);
    }
  }

  /** Op 7: come back and resume. */
  askToReconnect(): void {
    for (const { socket } of this.#sessions.values()) {
      socket?.send(JSON.stringify({ op: 7, d: null, s: null, t: null }));
    }
  }

  /** Op 9. Not resumable: the app must identify anew. */
  invalidate(isResumable = false): void {
    for (const session of [...this.#sessions.values()]) {
      session.socket?.send(JSON.stringify({ op: 9, d: isResumable, s: null, t: null }));
      if (!isResumable) this.#sessions.delete(session.id);
    }
  }

  /** Cuts the connections; the sessions stay resumable. */
  cut(code = 4000): void {
    for (const { socket } of this.#sessions.values()) socket?.close(code, 'Cut by the sandbox');
  }

  /** Forgets the sessions as well, as after a long outage. */
  forgetSessions(): void {
    const sockets = [...this.#sessions.values()].map((one) => one.socket);
    this.#sessions.clear();
    for (const socket of sockets) socket?.terminate();
  }

  close(): void {
    this.forgetSessions();
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }
}
