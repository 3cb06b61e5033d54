"""`python -m blogreader`."""

from blogreader.cli import program

if __name__ == "__main__":
    program()
