/* The reference of tests/bench/mine: cJSON alone parsing each line of a file. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments)
{
	FILE *file = count > 1 ? fopen(arguments[1], "r") : NULL;
	char *line = NULL;
	size_t room = 0, records = 0;
	ssize_t length;
	if (file == NULL)
		return 1;
	while ((length = getline(&line, &room, file)) > 0) {
		cJSON *record = cJSON_ParseWithLength(line, (size_t)length);
		records += record != NULL;
		cJSON_Delete(record);
	}
	printf("%zu records\n", records);
	free(line);
	fclose(file);
	return 0;
}
