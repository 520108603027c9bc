// Makes the package that ships and says how large it is: numbered-citations-VERSION.vsix.
// usage: node scripts/package.mjs
import { InstallError, installDependencies } from './lib/npm.mjs';
import { megabytes, packageExtension } from './lib/package.mjs';

try {
  await installDependencies();
  const { path, bytes, files } = await packageExtension();
  console.log(`${path}: ${files.length} files, ${megabytes(bytes)}`);
} catch (error) {
  console.error(error instanceof InstallError ? error.message : (error?.message ?? error));
  process.exitCode = 1;
}
