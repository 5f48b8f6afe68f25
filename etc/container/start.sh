#!/usr/bin/env bash
# Runs a stage: start.sh STAGE CONFIG. The pin of the root of trust is made by the test authority on
# its first start, so it is added to the settings here. Not for production: there the pin comes by
# another way than the file that it pins.
set -euo pipefail

stage=$1
config=$2
pin=/var/lib/siegel/authority/root-of-trust.pin

settings=$(mktemp --suffix=.properties)
cat -- "$config" >"$settings"
# Sequencer and integrator read no control records and know no root of trust; the authority makes it.
if [[ $stage != sequencer && $stage != integrator && $stage != test-authority && -f $pin ]]; then
  printf '\ntrust.root-pin=%s\n' "$(<"$pin")" >>"$settings"
fi
exec /opt/siegel/siegel run "$stage" --config "$settings"
