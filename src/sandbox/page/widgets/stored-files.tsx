import type { StoredFile } from '../../page-api.ts';
import { FileIcon } from './icons.tsx';

export function StoredFiles({ files }: { files: readonly StoredFile[] }) {
  if (files.length === 0) return null;
  return (
    <div class="stored-files">
      {files.map((file) =>
        file.contentType.startsWith('image/') ? (
          <img key={file.id} class="stored-picture" src={file.url} alt={file.title || file.name} />
        ) : (
          <a key={file.id} class="stored-file" href={file.url} download={file.name}>
            <FileIcon />
            <span>
              <strong>{file.title || file.name}</strong>
              <small>{formatSize(file.size)}</small>
            </span>
          </a>
        ),
      )}
    </div>
  );
}

export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
