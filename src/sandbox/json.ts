/** Reading JSON that came over the wire: every accessor answers with an empty value instead of throwing, because
 *  what the app sent is judged by the rules, not by the reader. */
import type { Json, JsonObject } from './page-api.ts';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

export function objectsOf(value: unknown): JsonObject[] {
  return listOf(value).filter(isObject);
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function textOrNull(value: unknown): string | null {
  const text = textOf(value);
  return text === '' ? null : text;
}

export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value);
  return undefined;
}

export function truthOf(value: unknown): boolean {
  return value === true || value === 'true' || value === '1' || value === 1;
}

/** Both platforms count characters, not UTF-16 units. */
export function lengthOf(value: unknown): number {
  return [...textOf(value)].length;
}

export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The shapes of the sandbox are plain data, but interfaces carry no index signature. */
export function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null)) as Json;
}

export function asJsonObject(value: object): JsonObject {
  return objectOf(asJson(value));
}
