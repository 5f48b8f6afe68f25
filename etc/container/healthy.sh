#!/usr/bin/env bash
# Whether the stage in this container is ready; needs nothing but bash.
set -euo pipefail
exec 3<>/dev/tcp/127.0.0.1/9400
printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 5 status <&3
[[ $status == *' 200 '* ]]
