// For Prisma's own command line. The application itself needs none of this: it applies the migrations when it
// starts (src/adapters/prisma/migrate.ts), and gets its database from src/config.ts.
import { defineConfig } from 'prisma/config';

const url = process.env.DATABASE_URL;

export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url === undefined ? {} : { datasource: { url } }),
});
