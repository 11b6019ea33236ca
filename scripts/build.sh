# Sourced by pawl: builds the program when its sources are newer than the last build. Expects root, and jdk_home of find-jdk.sh.
# shellcheck shell=bash disable=SC2154  # root and jdk_home are set by who sources it
#
# The folder .launcher holds, for this clone alone:
#   <number>/lib        a finished program, never changed again, so that a rebuild does not pull jars from under a running one
#   <number>/pawl.aot   classes of that program, loaded and linked ahead of time, for a faster start
#   current             the number of the program to run, replaced by an atomic rename
#   stamp               as old as the beginning of the build of that program
#   stamp.new           there while building, and after a build that was killed
#   lock                held while building
#   build.log           what Maven said

pawl_state=$root/.launcher
pawl_current=$pawl_state/current

# True where a program is built and no source is newer. Folders count as well: theirs is the time of the last file that was
# added, renamed or deleted.
pawl_is_built() {
  [[ -f $pawl_current && -f $pawl_state/stamp && -d $pawl_state/$(< "$pawl_current")/lib ]] || return 1
  local sources=("$root/pom.xml") place
  for place in "$root"/*/pom.xml "$root"/*/src/main "$root"/*/*/pom.xml "$root"/*/*/src/main; do
    [[ -e $place ]] && sources+=("$place")
  done
  [[ -z $(find "${sources[@]}" -newer "$pawl_state/stamp" -print -quit) ]]
}

# Builds the program unless another process did so while this one waited for the lock.
pawl_build() {
  local occasion='sources have changed'
  [[ -f $pawl_current ]] || occasion='first use'
  find_maven || { explain_missing_maven >&2; return 1; }
  mkdir -p "$pawl_state"
  exec 9> "$pawl_state/lock"
  lock_9
  if ! pawl_is_built; then
    printf 'building Pawl (%s) …\n' "$occasion" >&2
    if ! run_maven > "$pawl_state/build.log" 2>&1; then
      rm -f "$pawl_state/stamp.new"
      grep '^\[ERROR\]' "$pawl_state/build.log" | sed '20q;/-> \[Help/q' >&2 || tail -n 20 "$pawl_state/build.log" >&2
      printf 'pawl: the build failed; all of it is in %s\n' "$pawl_state/build.log" >&2
      return 1
    fi
    publish || { printf 'pawl: cannot write the program to %s\n' "$pawl_state" >&2; return 1; }
  fi
  exec 9>&-
}

# Waits for an exclusive lock of file descriptor 9. It ends with the last process that holds the descriptor, killed or not.
lock_9() {
  if command -v flock > /dev/null; then
    flock 9
  else
    perl -e 'use Fcntl ":flock"; open(my $lock, ">&=", 9) && flock($lock, LOCK_EX) or die "lock: $!"'
  fi
}

# Maven takes what lies in its output folders for finished, so after a build that was killed they are emptied first.
run_maven() {
  local goals=(package)
  [[ ! -e $pawl_state/stamp.new ]] || goals=(clean package)
  touch "$pawl_state/stamp.new" || return
  JAVA_HOME=$jdk_home "$maven" -B -f "$root/pom.xml" -Pquick -Dmaven.test.skip=true -pl app -am "${goals[@]}"
}

# Copies what Maven built to a folder of its own and makes it the current one.
publish() {
  local number=1 previous='' old
  while [[ -e $pawl_state/$number ]]; do number=$((number + 1)); done
  mkdir "$pawl_state/$number" || return
  cp -R "$root/app/target/quick/pawl/lib" "$pawl_state/$number/lib" || return
  archive_classes "$pawl_state/$number"
  [[ ! -f $pawl_current ]] || previous=$(< "$pawl_current")
  printf '%s\n' "$number" > "$pawl_current.new" || return
  mv "$pawl_current.new" "$pawl_current" || return
  mv "$pawl_state/stamp.new" "$pawl_state/stamp" || return
  # The program before this one may still be running.
  for old in "$pawl_state"/[0-9]*; do
    [[ ${old##*/} == "$number" || ${old##*/} == "$previous" ]] || rm -rf "$old"
  done
}

# Writes the class archive of program $1 in a training run. It is used or not as the JVM sees fit: without it Pawl only starts
# more slowly.
archive_classes() {
  local home
  home=$(mktemp -d) || return 0
  PAWL_HEAP='' PAWL_OPTS='' PAWL_CLASSPATH='' java_command "$1"
  PAWL_HOME=$home "${java_command[@]}" -XX:AOTCacheOutput="$1/pawl.aot" dev.pawl.app.Main --version > /dev/null 2>&1 || true
  rm -rf "$home"
}

# Sets java_command to the JVM of program $1 with its options and class path, up to the main class.
java_command() {
  local jar classpath=''
  for jar in "$1"/lib/*.jar; do classpath+=${classpath:+:}$jar; done
  # A bounded heap, and G1 because its short pauses keep heartbeats in time. A JVM out of memory ends at once: whoever holds
  # its tasks then knows. What the JVM has to say goes to standard error, and that a class archive does not fit, nowhere.
  java_command=("$jdk_home/bin/java" "-Xmx${PAWL_HEAP:-1g}" -XX:+ExitOnOutOfMemoryError
    --enable-native-access=ALL-UNNAMED -Xlog:disable '-Xlog:all=warning,aot*=off,cds*=off:stderr')
  [[ ${PAWL_OPTS:-} == *-XX:+Use*GC* ]] || java_command+=(-XX:+UseG1GC)
  if [[ -f $1/pawl.aot ]]; then java_command+=("-XX:AOTCache=$1/pawl.aot"); fi
  local options
  read -ra options <<< "${PAWL_OPTS:-}"
  java_command+=(${options[@]+"${options[@]}"} -cp "$classpath${PAWL_CLASSPATH:+:$PAWL_CLASSPATH}")
}
