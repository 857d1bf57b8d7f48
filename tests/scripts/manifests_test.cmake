# The plugin manifests agree with each other, with CMakeLists.txt and with the files that they name.
# Run in the repository's top folder: cmake -P tests/scripts/manifests_test.cmake
file(READ .claude-plugin/plugin.json plugin)
file(READ .claude-plugin/marketplace.json marketplace)
file(READ CMakeLists.txt project)

function(expect_equal what actual expected)
  if(NOT actual STREQUAL expected)
    message(SEND_ERROR "${what}: '${actual}', expected '${expected}'")
  endif()
endfunction()

string(REGEX MATCH "project\\(rust-nix-toolchain VERSION ([0-9.]+)" line "${project}")
string(JSON version GET "${plugin}" version)
expect_equal("version in plugin.json (CMakeLists.txt has the other)" "${version}" "${CMAKE_MATCH_1}")
# The client looks at the marketplace's version first: stated twice, one of them is forgotten.
string(JSON version ERROR_VARIABLE absent GET "${marketplace}" plugins 0 version)
expect_equal("version in marketplace.json" "${version}" "plugins-0-version-NOTFOUND")

string(JSON name GET "${plugin}" name)
string(JSON listed GET "${marketplace}" plugins 0 name)
expect_equal("plugin name in marketplace.json" "${listed}" "${name}")
string(JSON source GET "${marketplace}" plugins 0 source)
expect_equal("source in marketplace.json" "${source}" "./")

# Marketplace copies lose exec bits, so the launcher is an argument of sh.
string(JSON command GET "${plugin}" mcpServers doctor command)
expect_equal("command of the server" "${command}" "sh")
string(JSON launcher GET "${plugin}" mcpServers doctor args 0)
string(REPLACE "\${CLAUDE_PLUGIN_ROOT}/" "" launcher "${launcher}")
if(NOT EXISTS "${CMAKE_CURRENT_LIST_DIR}/../../${launcher}")
  message(SEND_ERROR "plugin.json names ${launcher}, which does not exist")
endif()
