/**
 * The text of a stand-in for `aws`: AWS CLI versions before 2.13 ignore AWS_ENDPOINT_URL_STS, so it
 * adds `--endpoint-url` to calls of the `sts` and `iam` services and passes everything else on as it
 * is. The real `aws` is found at run time, in the folders of PATH behind this one. It cannot help where such a CLI
 * assumes the roles of a profile by itself: that call takes no `--endpoint-url`.
 */
export function awsWrapperText(binPath: string, stsUrl: string): string {
  return `#!/bin/sh
# Practice organisation: sends the sts and iam commands of any AWS CLI to the practice STS.
bin=${quote(binPath)}
url=${quote(stsUrl)}
real=
set -f
old_ifs=$IFS
IFS=:
for folder in $PATH; do
  if [ "$folder" != "$bin" ] && [ -x "$folder/aws" ] && [ -f "$folder/aws" ]; then
    real=$folder/aws
    break
  fi
done
IFS=$old_ifs
if [ -z "$real" ]; then
  echo 'aws: the AWS CLI is not installed' >&2
  exit 127
fi
service=
takes_value=
for word in "$@"; do
  if [ -n "$takes_value" ]; then
    takes_value=
    continue
  fi
  case $word in
    --endpoint-url | --endpoint-url=*) service=told; break ;;
    ${GLOBAL_OPTIONS_WITH_VALUE.join(' | ')}) takes_value=1 ;;
    -*) ;;
    *) service=$word; break ;;
  esac
done
if [ "$service" = sts ] || [ "$service" = iam ]; then
  # Where the option stands behind the service too, the last one counts: the person's own.
  exec "$real" --endpoint-url "$url" "$@"
fi
exec "$real" "$@"
`;
}

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html */
const GLOBAL_OPTIONS_WITH_VALUE = [
  '--profile',
  '--region',
  '--output',
  '--query',
  '--color',
  '--ca-bundle',
  '--cli-read-timeout',
  '--cli-connect-timeout',
  '--cli-binary-format',
];

/** The text of a shell script that runs `command` with the arguments it is given. */
export function programText(command: readonly string[]): string {
  return `#!/bin/sh\nexec ${command.map(quote).join(' ')} "$@"\n`;
}

/** The same for cmd.exe. */
export function windowsProgramText(command: readonly string[]): string {
  return `@${command.map((word) => `"${word}"`).join(' ')} %*\r\n`;
}

/** A text as one word of a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
