# Completion of blogreader for bash: the program itself is asked what fits.
_blogreader() {
    local line=${COMP_LINE:0:COMP_POINT} kind value rest cur words
    read -ra words <<<"$line"
    [[ $line == *[[:blank:]] ]] && words+=("")
    cur=${words[${#words[@]} - 1]}
    COMPREPLY=()
    while IFS=$'\t' read -r kind value rest; do
        case $kind in
        files) compopt -o default ;;
        open) compopt -o nospace; COMPREPLY+=("$value") ;;
        word)
            if [[ $cur == [\'\"]* ]]; then COMPREPLY+=("$value"); else COMPREPLY+=("$(printf %q "$value")"); fi
            ;;
        esac
    done < <("${words[0]/#\~/$HOME}" --complete "${words[@]:1}" 2>/dev/null)
    # What stands before a colon is a word of its own for bash, and stays on the line as it is.
    if [[ $cur == *:* && $COMP_WORDBREAKS == *:* && $cur != [\'\"]* ]]; then
        local before=${cur%"${cur##*:}"} i
        for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]#"$before"}; done
    fi
}
complete -F _blogreader blogreader
