import type { Json, JsonObject } from '../page-api.ts';

// Blocks and components arrive as the bot wrote them. These readers never throw and never cast: a field that
// is missing or of another type reads as empty, so that a half-finished card still shows what it can.
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readObject(from: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = from?.[key];
  return isObject(value) ? value : undefined;
}

export function readText(from: JsonObject | undefined, key: string): string {
  const value = from?.[key];
  return typeof value === 'string' ? value : '';
}

export function readNumber(from: JsonObject | undefined, key: string): number | undefined {
  const value = from?.[key];
  return typeof value === 'number' ? value : undefined;
}

export function readFlag(from: JsonObject | undefined, key: string): boolean {
  return from?.[key] === true;
}

export function readList(from: JsonObject | undefined, key: string): JsonObject[] {
  const value = from?.[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function readTexts(from: JsonObject | undefined, key: string): string[] {
  const value = from?.[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
