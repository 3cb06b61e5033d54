#compdef blogreader
# Completion of blogreader for zsh: the program itself is asked what fits.
_blogreader() {
    local line kind value rest
    local -a said values shown open open_shown files
    said=("${(@f)$("${(Q)words[1]/#\~/$HOME}" --complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    for line in $said; do
        kind=${line%%$'\t'*} rest=${line#*$'\t'} value=${rest%%$'\t'*} rest=${rest#*$'\t'}
        [[ $rest == $value ]] && rest=
        case $kind in
        files) files=(1) ;;
        open) open+=("$value") open_shown+=("$value  $rest") ;;
        word) values+=("$value") shown+=("${(r:28:)value}  $rest") ;;
        esac
    done
    (( $#values )) && compadd -U -l -d shown -a values
    (( $#open )) && compadd -U -S '' -l -d open_shown -a open
    (( $#files )) && _files
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _blogreader "$@"
else
    compdef _blogreader blogreader
fi
