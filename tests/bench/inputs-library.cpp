// The reference of tests/bench/inputs: toml++ or libyaml alone on the same files.
//
//   bench-inputs-library toml|yaml < LIST-OF-FILES
#define TOML_EXCEPTIONS  0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <yaml.h>

static size_t parse_yaml(const std::string &bytes)
{
	yaml_parser_t parser;
	yaml_event_t event;
	size_t events = 0;
	yaml_parser_initialize(&parser);
	yaml_parser_set_input_string(
		&parser, reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size());
	bool done = false;
	while (!done && yaml_parser_parse(&parser, &event)) {
		done = event.type == YAML_STREAM_END_EVENT;
		events++;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return events;
}

int main(int count, char **words)
{
	size_t sum = 0;
	bool toml = count > 1 && std::strcmp(words[1], "toml") == 0;
	char line[4096];
	while (std::fgets(line, sizeof line, stdin) != nullptr) {
		line[std::strcspn(line, "\n")] = '\0';
		std::ifstream file(line, std::ios::binary | std::ios::ate);
		std::string bytes(file ? static_cast<size_t>(file.tellg()) : 0, '\0');
		file.seekg(0);
		file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
		if (toml) {
			toml::parse_result result = toml::parse(std::string_view(bytes));
			sum += result ? result.table().size() : 0;
		} else {
			sum += parse_yaml(bytes);
		}
	}
	std::printf("%zu\n", sum);
	return 0;
}
