import type { PagePostPath, PagePosts } from '../page-api.ts';

type Failure = { ok: false; error: string; message: string };

// Never rejects: a server that is gone is one more answer that the page has to show, not an exception.
export async function sendPost<Path extends PagePostPath>(
  path: Path,
  body: PagePosts[Path]['body'],
): Promise<PagePosts[Path]['answer'] | Failure> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      return { ok: false, error: `http_${response.status}`, message: 'The sandbox refused this request.' };
    }
    return await response.json();
  } catch {
    return {
      ok: false,
      error: 'not_connected',
      message: 'The sandbox does not answer. Is it still running?',
    };
  }
}
