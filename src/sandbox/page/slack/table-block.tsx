import type { Json, JsonObject } from '../../page-api.ts';
import { isObject, readList, readText } from '../read-json.ts';
import { RichText } from './rich-text.tsx';
import { plainEmoji } from './text-object.tsx';

export function TableBlock({ block }: { block: JsonObject }) {
  const rows = (Array.isArray(block.rows) ? block.rows : []).filter((row) => Array.isArray(row));
  const columns = readList(block, 'column_settings');
  const align = (index: number) => `is-${readText(columns[index], 'align') || 'left'}`;
  const [head, ...body] = rows;
  return (
    <div class="slk-table-frame">
      <table class="slk-table">
        <thead>
          <tr>
            {(head ?? []).map((cell, index) => (
              <th key={index} scope="col" class={align(index)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, rowIndex) => (
            <tr key={rowIndex}>
              {row.map((cell, index) => (
                <td key={index} class={align(index)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { cell: Json }) {
  if (!isObject(cell)) return null;
  if (readText(cell, 'type') === 'rich_text') return <RichText block={cell} />;
  return <>{plainEmoji(readText(cell, 'text'))}</>;
}
