# cmake -DROOT=… -DOUT=… -DGIT=… -DVERSION=… -DPLATFORM=… -DEXECUTABLE=… -P package.cmake
#
# Makes OUT/rust-nix-toolchain (the plugin's folder), OUT/rust-nix-toolchain-VERSION.zip and its checksum. The sources come
# along, so that a machine of another kind can build; of the tests only the evals, which plugin.json names, and the sample
# log of run.sh do.
cmake_minimum_required(VERSION 3.25)

set(name rust-nix-toolchain)
set(tree ${OUT}/${name})
set(zip ${OUT}/${name}-${VERSION}.zip)
file(REMOVE_RECURSE ${tree} ${OUT}/git ${zip} ${zip}.sha256)

# What git would ship, where git knows; a copy of the sources without its history is taken as it is.
execute_process(COMMAND ${GIT} -C ${ROOT} -c core.quotePath=false ls-files --cached
  OUTPUT_VARIABLE files ERROR_QUIET RESULT_VARIABLE status)
if(status EQUAL 0)
  string(REGEX REPLACE "\n$" "" files "${files}")
  string(REPLACE "\n" ";" files "${files}")
else()
  file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/.claude-plugin/* ${ROOT}/server/* ${ROOT}/skills/* ${ROOT}/tests/evals/*
    ${ROOT}/tests/samples/* ${ROOT}/CMakeLists.txt ${ROOT}/README.md ${ROOT}/LICENSE)
endif()
list(FILTER files INCLUDE REGEX "^(\\.claude-plugin/|server/|skills/|tests/evals/|tests/samples/|CMakeLists\\.txt$|README\\.md$|LICENSE$)")
list(FILTER files EXCLUDE REGEX "^server/(bench|prebuilt)/|/\\.[^/]*$")
foreach(file IN LISTS files)
  cmake_path(GET file PARENT_PATH folder)
  file(COPY ${ROOT}/${file} DESTINATION ${tree}/${folder} NO_SOURCE_PERMISSIONS)
endforeach()

file(GLOB prebuilt ${ROOT}/server/prebuilt/rust-nix-doctor-*)
foreach(file IN LISTS prebuilt)
  file(COPY ${file} DESTINATION ${tree}/server/prebuilt NO_SOURCE_PERMISSIONS)
endforeach()
file(MAKE_DIRECTORY ${tree}/server/prebuilt)
configure_file(${EXECUTABLE} ${tree}/server/prebuilt/rust-nix-doctor-${PLATFORM} COPYONLY)
file(GLOB prebuilt ${tree}/server/prebuilt/*)
file(CHMOD ${prebuilt} PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# cmake -E tar writes the user's number and the local time into a zip. git archive writes the files' content, their exec
# bit and the commit's date, which is always the same here.
set(ENV{TZ} UTC)
set(ENV{GIT_CONFIG_GLOBAL} /dev/null)
set(ENV{GIT_CONFIG_NOSYSTEM} 1)
foreach(who IN ITEMS AUTHOR COMMITTER)
  set(ENV{GIT_${who}_NAME} ${name})
  set(ENV{GIT_${who}_EMAIL} ${name})
  set(ENV{GIT_${who}_DATE} "1767225600 +0000") # 2026-01-01
endforeach()
function(git)
  execute_process(COMMAND ${GIT} --git-dir=${OUT}/git --work-tree=${tree} ${ARGN}
    WORKING_DIRECTORY ${tree} OUTPUT_STRIP_TRAILING_WHITESPACE OUTPUT_VARIABLE answer COMMAND_ERROR_IS_FATAL ANY)
  set(answer "${answer}" PARENT_SCOPE)
endfunction()
git(init --quiet --initial-branch=release)
git(add --all --force)
git(write-tree)
git(commit-tree ${answer} -m ${VERSION})
git(archive --format=zip -9 --output=${zip} ${answer})
file(REMOVE_RECURSE ${OUT}/git)

file(SHA256 ${zip} sum)
file(SIZE ${zip} bytes)
file(WRITE ${zip}.sha256 "${sum}  ${name}-${VERSION}.zip\n")
list(LENGTH files count)
message("${zip}\n${bytes} bytes, sha256 ${sum}\n${tree}: ${count} files and an executable for ${PLATFORM}")
