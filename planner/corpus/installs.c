/* The walk over a text for commands that install. */
#include "corpus/installs.h"
#include "base/block.h"
#include "base/limits.h"
#include "corpus/install_names.h"

/* What may stand before a command on its line: a prompt, a bullet, a comment sign, a number, and
 * words that begin a command themselves. LAST: nothing stands between it and the command. */
static bool is_lead(struct part word, bool last)
{
	static const char *const leads[] = {"sudo", "python", "python3", "py", "-m", "uv", "!", "%",
		"$", "#", ">", ">>>", "-", "*", "+", "//", "RUN", "run:", "&&", "\xe2\x80\xa2",
		"PS>", "C:\\>", "(venv)"};
	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
		if (part_is(word, leads[i]))
			return true;
	}
	const char *digit = word.at;
	while (digit < word.end && *digit >= '0' && *digit <= '9')
		digit++;
	if (digit > word.at && word.end - digit == 1) /* `1.`, `2)` */
		return true;
	return last && word.end - word.at == 1 && strchr("!%$#>-*(`", *word.at) != NULL;
}

/* Whether the command that begins at AT stands alone: behind leads, right behind an opening mark,
 * or inside quotes, whose end ends it. */
static bool stands_alone(const char *text, const char *at)
{
	enum { LINE = 512 };
	const char *line = at;
	while (line > text && line[-1] != '\n' && at - line < LINE)
		line--;
	if (line > text && line[-1] != '\n')
		return false;
	bool open[128] = {false};
	for (const char *c = line; c < at; c++) {
		if (is_quote(*c) || *c == '`')
			open[(int)*c] = !open[(int)*c];
	}
	if (open['"'] || open['\''] || open['`'])
		return true;
	while (line < at) {
		struct part word = {line, line};
		while (word.end < at && *word.end != ' ' && *word.end != '\t')
			word.end++;
		if (word.end > word.at && !is_lead(word, word.end == at)) {
			/* `... (pip install a b)` */
			return at[-1] == '(';
		}
		line = word.end + (word.end < at);
	}
	return true;
}

/* A program's name stands at WORD of TEXT. */
static void read_command(
	struct sightings *sightings, const char *text, struct part word, const char *end)
{
	const char *program = installer_program(word);
	if (program == NULL)
		return;
	struct part rest = {word.end, end};
	if (strcmp(program, "micropip") == 0) {
		install_names_of_micropip(sightings, rest);
		return;
	}
	bool quoted = word.at > text && is_quote(word.at[-1]) && rest.at < end &&
		      (*rest.at == word.at[-1] ||
			      (*rest.at == '\\' && end - rest.at > 1 && rest.at[1] == word.at[-1]));
	for (const struct installer *installer = installers; installer->words[0] != NULL;
		installer++) {
		if (strcmp(installer->words[0], program) != 0)
			continue;
		struct part tail = rest;
		if (quoted) {
			if (*rest.at != '\\')
				install_names_of_list(sightings, installer, rest);
			install_names_of_arguments(sightings, installer, rest);
		} else if (installer_takes(installer, &tail)) {
			/* `uvx` alone is a word of prose as often as a command. */
			bool prose = !stands_alone(text, word.at);
			if (!prose || installer->words[1] != NULL)
				install_names(sightings, installer, tail, prose);
		}
	}
}

#define THREE(one, two, three)                                                                     \
	((block)(a == block_all(one)) & (block)(b == block_all(two)) &                             \
		(block)(c == block_all(three)))

/* Whether one of the sixteen places may begin a program's name (pip, uv, poetry, pdm, conda, mamba,
 * micropip) or `.py`: by three letters, which few other words have. AT + 18 bytes are read. */
static bool may_begin(const char *at)
{
	block a = block_load(at), b = block_load(at + 1), c = block_load(at + 2);
	block hits = THREE('p', 'i', 'p') | THREE('p', 'o', 'e') | THREE('p', 'd', 'm') |
		     THREE('c', 'o', 'n') | THREE('m', 'a', 'm') | THREE('m', 'i', 'c') |
		     THREE('.', 'p', 'y') |
		     ((block)(a == block_all('u')) & (block)(b == block_all('v')));
	return block_any(hits);
}

#undef THREE

static bool in_path(char character)
{
	return is_word(character) || character == '/';
}

/* `app/models.py`: the answer speaks of a file of Python. DOT stands before `py`. */
static void read_file_name(
	struct sightings *sightings, const char *text, const char *dot, const char *end)
{
	const char *begin = dot;
	while (begin > text && dot - begin < LIMIT_NAME_BYTES && in_path(begin[-1]))
		begin--;
	if (begin < dot && (end - dot == 3 || (end - dot > 3 && !in_path(dot[3]))))
		sightings_add_file(sightings, begin, (size_t)(dot - begin));
}

/* A program's name, or `.py`, may begin at AT; what is behind it. */
static const char *read_place(
	struct sightings *sightings, const char *text, const char *at, const char *end)
{
	if (*at == '.' && end - at >= 3 && at[1] == 'p' && at[2] == 'y') {
		read_file_name(sightings, text, at, end);
		return at + 1;
	}
	if ((*at != 'p' && *at != 'u' && *at != 'c' && *at != 'm') ||
		(at > text && is_word(at[-1])))
		return at + 1;
	const char *stop = at;
	while (stop < end && stop - at <= 10 &&
		(is_word(*stop) ||
			(*stop == '.' && stop - at < 8 && stop[-1] >= '0' && stop[-1] <= '9')))
		stop++;
	if (stop - at >= 2 && stop - at <= 10)
		read_command(sightings, text, (struct part){at, stop}, end);
	return stop;
}

void find_installs(struct sightings *sightings, const char *text, size_t length)
{
	const char *end = text + length;
	for (const char *at = text; at < end;) {
		while (end - at >= BLOCK_BYTES + 2 && !may_begin(at))
			at += BLOCK_BYTES;
		const char *stop = end - at >= BLOCK_BYTES ? at + BLOCK_BYTES : end;
		while (at < stop)
			at = read_place(sightings, text, at, end);
	}
}
