# Completion of blogreader for fish: the program itself is asked what fits.
function __blogreader_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] --complete $words[2..-1] "$current" 2>/dev/null)
        set -l parts (string split -m 1 \t -- $line)
        switch $parts[1]
            case files
                __fish_complete_path "$current"
            case word open
                echo $parts[2]
        end
    end
end
complete -c blogreader -f -a '(__blogreader_complete)'
