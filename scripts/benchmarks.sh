# Sourced by the scripts that measure. Expects root.
# shellcheck shell=bash disable=SC2154  # root is set by who sources it
# shellcheck source=scripts/find-jdk.sh
source "$root/scripts/find-jdk.sh"
# shellcheck source=scripts/build.sh
source "$root/scripts/build.sh"

# What was measured, as JSON; git does not keep it.
readonly results=$root/benchmarks/target/results

# Builds the benchmarks, and the modules of the arguments with them; then benchmark_java is the JVM with their class path.
build_benchmarks() {
  local modules=benchmarks module log
  find_jdk || { explain_missing_jdk >&2; exit 2; }
  find_maven || { explain_missing_maven >&2; exit 2; }
  for module in "$@"; do modules+=,$module; done
  mkdir -p "$results"
  log=$results/build.log
  printf 'building the benchmarks …\n' >&2
  # Jars of dependencies that were dropped or upgraded.
  rm -rf "$root/benchmarks/target/quick/lib" "$root"/benchmarks/peers/*/target/quick/lib
  if ! JAVA_HOME=$jdk_home "$maven" -B -f "$root/pom.xml" -Pquick,peers -Dmaven.test.skip=true -pl "$modules" -am package \
    > "$log" 2>&1; then
    grep '^\[ERROR\]' "$log" | sed '20q;/-> \[Help/q' >&2 || tail -n 20 "$log" >&2
    printf '%s: the build failed; all of it is in %s\n' "${0##*/}" "$log" >&2
    exit 2
  fi
  benchmark_java=("$jdk_home/bin/java" --enable-native-access=ALL-UNNAMED -cp "$root/benchmarks/target/quick/lib/*")
}

# Writes what was measured into docs/reference/performance.md.
write_page() {
  "${benchmark_java[@]}" dev.pawl.benchmarks.programs.PerformancePage "$root" "$results"
}

# Splits the arguments: sets write where --write is among them, and rest to the others.
split_arguments() {
  local argument
  write='' rest=()
  for argument in "$@"; do
    if [[ $argument == --write ]]; then write=yes; else rest+=("$argument"); fi
  done
}
