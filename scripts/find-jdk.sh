# Sourced by pawl and verify: finds the JDK and the Maven that Pawl is built and run with.
# shellcheck shell=bash disable=SC2034  # what is set here is used by those who source it

readonly PAWL_JDK_MIN=25

# Sets jdk_version to the feature version of the JDK in folder $1 (25 for 25.0.3), or to "" where there is no JDK.
jdk_version_of() {
  local home=$1 line
  jdk_version=
  [[ -x $home/bin/java && -x $home/bin/javac ]] || return 0
  if [[ -r $home/release ]]; then
    while IFS= read -r line; do
      if [[ $line =~ ^JAVA_VERSION=\"?(1\.)?([0-9]+) ]]; then
        jdk_version=${BASH_REMATCH[2]}
        return 0
      fi
    done < "$home/release"
  fi
  if [[ $("$home/bin/java" -version 2>&1) =~ version\ \"(1\.)?([0-9]+) ]]; then
    jdk_version=${BASH_REMATCH[2]}
  fi
}

# Takes folder $2 as the JDK if it is new enough; else notes in jdk_looked_at what was found there. $1 says whence it came.
try_jdk() {
  jdk_version_of "$2"
  if [[ -n $jdk_version ]] && ((jdk_version >= PAWL_JDK_MIN)); then
    jdk_home=$2
    return 0
  fi
  if [[ -n $jdk_version ]]; then
    jdk_looked_at+=("$1: JDK $jdk_version in $2")
  else
    jdk_looked_at+=("$1: no JDK in $2")
  fi
  return 1
}

# Takes the oldest JDK that is new enough from the usual folders of JVMs: the one least likely to surprise.
try_usual_folders() {
  local home best='' best_version=0
  for home in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/java /opt/java/* \
    "${HOME:-/}"/.sdkman/candidates/java/*; do
    [[ -d $home ]] || continue
    jdk_version_of "$home"
    [[ -n $jdk_version ]] || continue
    if ((jdk_version < PAWL_JDK_MIN)); then
      [[ -L $home ]] || jdk_looked_at+=("usual folders: JDK $jdk_version in $home")
    elif [[ -z $best ]] || ((jdk_version < best_version)); then
      best=$home best_version=$jdk_version
    fi
  done
  [[ -n $best ]] && jdk_home=$best
}

# Sets jdk_home to the first JDK that is new enough: PAWL_JAVA_HOME, JAVA_HOME, the usual folders of JVMs, java on the path.
# Where there is none, fails with jdk_looked_at telling what was looked at.
find_jdk() {
  local home
  jdk_home='' jdk_looked_at=()
  if [[ -n ${PAWL_JAVA_HOME:-} ]]; then try_jdk PAWL_JAVA_HOME "$PAWL_JAVA_HOME" && return; fi
  if [[ -n ${JAVA_HOME:-} ]]; then try_jdk JAVA_HOME "$JAVA_HOME" && return; fi
  try_usual_folders && return
  if command -v java > /dev/null; then
    home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p') || true
    try_jdk "java on the path" "${home:-$(command -v java)}" && return
  else
    jdk_looked_at+=("java on the path: none")
  fi
  return 1
}

# Prints why find_jdk failed and what to do about it.
explain_missing_jdk() {
  printf 'pawl: expected JDK %s or newer, found none. Looked at:\n' "$PAWL_JDK_MIN"
  [[ -n ${PAWL_JAVA_HOME:-} ]] || printf '  PAWL_JAVA_HOME: not set\n'
  [[ -n ${JAVA_HOME:-} ]] || printf '  JAVA_HOME: not set\n'
  printf '  %s\n' "${jdk_looked_at[@]}"
  printf '  usual folders: /usr/lib/jvm, /Library/Java/JavaVirtualMachines, /opt/java, ~/.sdkman/candidates/java\n'
  printf 'Install a JDK %s (not only a JRE), or set PAWL_JAVA_HOME to the folder of one.\n' "$PAWL_JDK_MIN"
}

# Sets maven to the command that runs Maven: the one of MAVEN_HOME, or mvn on the path. Fails where there is none.
find_maven() {
  if [[ -n ${MAVEN_HOME:-} && -x $MAVEN_HOME/bin/mvn ]]; then
    maven=$MAVEN_HOME/bin/mvn
  else
    maven=$(command -v mvn)
  fi
}

# Prints why find_maven failed and what to do about it.
explain_missing_maven() {
  printf 'pawl: expected Maven 3.8.1 or newer to build with, found no mvn. Looked at:\n'
  printf '  MAVEN_HOME: %s\n' "${MAVEN_HOME:-not set}"
  printf '  mvn on the path: none\n'
  printf 'Install Maven, or set MAVEN_HOME to the folder of one.\n'
}
