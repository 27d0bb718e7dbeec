#!/bin/sh
# Writes the assembly that holds the embedded files: embedded.sh ROOT NAME... > embedded.S
set -eu
root=$1
shift
echo '	.section .rodata'
number=0
for name; do
	# The digest also makes the text change with the file, so that the object is made again.
	digest=$(sha256sum <"$root/$name")
	printf '	.balign 16\nfile_%d:\n	.incbin "%s"\nfile_%d_end:\n	.byte 0\n' "$number" "$root/$name" "$number"
	printf 'name_%d:\n	.asciz "%s"\ndigest_%d:\n	.asciz "%s"\n' "$number" "$name" "$number" "${digest%% *}"
	number=$((number + 1))
done
printf '	.section .data.rel.ro,"aw"\n	.balign 8\n	.globl embedded_files\n	.hidden embedded_files\nembedded_files:\n'
i=0
while [ "$i" -lt "$number" ]; do
	printf '	.quad name_%d, file_%d, file_%d_end, digest_%d\n' "$i" "$i" "$i" "$i"
	i=$((i + 1))
done
printf '	.quad 0, 0, 0, 0\n	.section .note.GNU-stack,"",@progbits\n'
