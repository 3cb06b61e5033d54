# Completion of blogreader for bash: the program itself is asked what fits.
_blogreader() {
    local line=${COMP_LINE:0:COMP_POINT} quote='' before='' single="'\\''" kind value rest cur words i
    read -ra words <<<"$line"
    [[ $line == *[[:blank:]] ]] && words+=("")
    cur=${words[${#words[@]} - 1]}
    # Which quotes are open where the word is completed.
    for ((i = 0; i < ${#line}; i++)); do
        case $quote${line:i:1} in
        \\ | \"\\) ((i++)) ;;
        \" | \') quote=${line:i:1} ;;
        \"\" | \'\') quote='' ;;
        esac
    done
    # What stands before a colon is a word of its own for bash, and stays on the line as it is.
    [[ $cur == *:* && $COMP_WORDBREAKS == *:* && $cur != [\'\"]* ]] && before=${cur%"${cur##*:}"}
    COMPREPLY=()
    while IFS=$'\t' read -r kind value rest; do
        case $kind in
        files) compopt -o default ;;
        open) compopt -o nospace; COMPREPLY+=("${value#"$before"}") ;;
        word)
            value=${value#"$before"}
            # Names come from outside, and are no commands: written as the open quotes have it, and closed.
            case $quote in
            \') value=${value//\'/"$single"} ;;
            \")
                value=${value//'\'/'\\'} value=${value//'"'/'\"'} value=${value//'$'/'\$'}
                value=${value//'`'/'\`'} value=${value//'!'/'"\!"'}
                ;;
            *) value=$(printf %q "$value") ;;
            esac
            COMPREPLY+=("$value$quote")
            ;;
        esac
    done < <("${words[0]/#\~/$HOME}" --complete "${words[@]:1}" 2>/dev/null)
}
complete -F _blogreader blogreader
